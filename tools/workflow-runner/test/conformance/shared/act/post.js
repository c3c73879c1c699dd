console.log(`post of ${process.env.STATE_what} ${process.env.STATE_prepared} ${process.env.INPUT_WHAT}`)
