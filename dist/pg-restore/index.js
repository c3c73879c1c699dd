require('../lib/index.js').start['pg-restore']()
