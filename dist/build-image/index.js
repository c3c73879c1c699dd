require('../lib/index.js').start['build-image']()
