require('../lib/index.js').start['telegram-notify']()
