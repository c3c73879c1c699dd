require('../lib/index.js').start['determine-version']()
