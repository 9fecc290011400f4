import { expect, test } from 'vitest';
import { Ids } from './ids.ts';

test('a seed gives the ids that it always gave', () => {
  const ids = new Ids('seed');
  expect([
    ids.base32(16),
    ids.base64(57),
    ids.base32(52),
    ids.uuid(),
    ids.hex(9),
    ids.base62(5),
    ids.bytes(3).toString('hex'),
    ids.base32(7),
    ids.base64(2),
  ]).toEqual([
    '5JTWJ3KS60HYYFY7',
    'pwKJoKlYB6fBtmAwsYNec/zWCfS2q5BEPWKwuXcP+fqtqPi11zp4guVNd8hwLpne5aZjPKZTMBFw',
    'ZZQ2HTWAMC2GT7Q25C7SVRDS32KYA0RGG14G62Q92H977BM1T3R0',
    '6eef30c5-0a5d-49b1-8bb0-37660d691c79',
    '4f966ec93',
    'PTOpx',
    '217386',
    'ZWKK251',
    'kcU=',
  ]);
});
