require('../lib/index.js').start['rollback']()
