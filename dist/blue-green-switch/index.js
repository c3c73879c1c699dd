require('../lib/index.js').start['blue-green-switch']()
