require('../lib/index.js').start['server']()
