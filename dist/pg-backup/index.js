require('../lib/index.js').start['pg-backup']()
