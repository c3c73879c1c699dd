require('../lib/index.js').start['checklist']()
