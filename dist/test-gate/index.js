require('../lib/index.js').start['test-gate']()
