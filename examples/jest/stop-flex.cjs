module.exports = () => globalThis.flex.close()
