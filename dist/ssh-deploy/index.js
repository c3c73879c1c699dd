require('../lib/index.js').start['ssh-deploy']()
