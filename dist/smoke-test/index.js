require('../lib/index.js').start['smoke-test']()
