import { expect, test } from '@jest/globals'
import { SignedXml } from 'xml-crypto'
import { ATTACKS, fileOf, forge, genuineSignatureOf, writeAttack } from '../support/attacks.ts'
import { loadFixture, outlineOf, readGenerated } from '../support/fixtures.ts'

const CASES = ATTACKS.map((attack) => ({ ...attack, file: fileOf(attack) }))

test.each(CASES)('$file is what its generator makes', (attack) => {
  const written = writeAttack(attack)
  expect(outlineOf(readGenerated(attack.file, written))).toEqual(outlineOf(written))
})

test.each(CASES.filter(({ live }) => live))('$file fools a verifier that looks up elements by ID', (attack) => {
  const { certificates } = loadFixture(attack.file).settings
  const verifier = new SignedXml({ publicCert: certificates[0] ?? '' })
  verifier.loadSignature(genuineSignatureOf(attack))
  expect(verifier.checkSignature(forge(attack).toString())).toBe(true)
})
