import { Xxh3_128, Xxh3_64, Xxh64 as Xxh64OfSdk } from '@aws-sdk/checksums/xxh';
import { expect, test } from 'vitest';
import { Xxh3 } from './xxh3.ts';
import { Xxh64 } from './xxh64.ts';

/** Every length that has a formula of its own, and the borders of stripes and blocks. */
const LENGTHS = Array.from({ length: 258 }, (_, length) => length);
LENGTHS.push(511, 1023, 1024, 1025, 1087, 1088, 1089, 2047, 2048, 2049, 5000);

const bytes = (length: number): Buffer =>
  Buffer.from(Array.from({ length }, (_, at) => (at * 131 + (at >> 8) * 17 + length) & 0xff));

const hashes = () => [new Xxh64(), new Xxh3(64), new Xxh3(128)];

/** What the reference implementation makes of `bytes`, 0.8.2 through Python's xxhash 3. */
test.each([
  [0, 'ef46db3751d8e999', '2d06800538d394c2', '99aa06d3014798d86001c324468d497f'],
  [1, '8a4127811b21e730', 'e12ef9d2eb86ceeb', '51025a4491835505e12ef9d2eb86ceeb'],
  [3, '9fef1b473085ae76', '974a8c6fa70c32a8', 'a7141a4d6424893f974a8c6fa70c32a8'],
  [4, '6f6d394383efdcff', '0495cdcd90b79c3a', '58fe150461c7a9c248fff25b52ced810'],
  [8, 'e97bb359930ff02e', '3b3de57025bcabe0', 'ac0747a93bb5c577dc9167d367fdff67'],
  [9, '1da9967b5a7ee0ae', 'f665700ddf25b7cb', 'f75b237f6a9b9277428171b233767c43'],
  [16, 'ad9ebdcd6475ca1c', '7d92c6d3e2a9b7e4', 'ab8483a82895729a39fb6a2f7fabb3c4'],
  [17, 'c0bbb6ac5dbefe29', '7d33163b8af0179c', '4721ae433384feedc2f249861431c09e'],
  [32, '94144c0bd7c5680e', '5e8194463d7bfd7f', '57fe997a0b09c2bcc999e27fcfaf92a5'],
  [63, '67e16b2f8d9228ce', '14add79a01602639', '8e0f2314781bd548615a7ca022fcac93'],
  [128, '8142957b070905c8', '9a2f37300d60586c', 'e77a7ad746f899280027fee5b316f5e3'],
  [129, 'd72b1ea430e786d1', '5c497ae69dc9ecd0', 'f3807a1bb8c06511c7620cdac0407b8c'],
  [161, '87c1bfdb0070bfbd', '44177182fa12d207', '271f8195c84e29dc025d9c5edc04f196'],
  [240, '5e9b397dd2085831', '63bd9190a703c0f4', '5d5e87e71adac1c2663203761712c4b0'],
  [241, '17091a822e6e1da1', '6e9e6dd7460d02b1', '9e6e3360a36bf4726e9e6dd7460d02b1'],
  [1024, '5c473d091b0d2140', '7b3d0d5804231abc', 'b8c0e3eef73574e67b3d0d5804231abc'],
  [1025, 'b4871b5483bc336f', 'b792fea145587164', '708cc6e181f1bc92b792fea145587164'],
  [1088, 'f10102136ef54044', 'c0958a4cbbc8b19b', '7ff18bfaac81984ec0958a4cbbc8b19b'],
  [70001, 'f9674bc3ea42985f', '10ec9f62ade97b33', 'bf8ecbe98f759ed510ec9f62ade97b33'],
])('%i bytes hash as by the reference', (length, ...expected) => {
  const made = hashes().map((hash) => {
    hash.update(bytes(length));
    return hash.bytes().toString('hex');
  });
  expect(made).toEqual(expected);
});

test("the AWS SDK's own hashes come out, however the bytes are cut", async () => {
  for (const length of LENGTHS) {
    const data = bytes(length);
    const theirs = [new Xxh64OfSdk(), new Xxh3_64(), new Xxh3_128()];
    for (const hash of theirs) hash.update(data);
    const expected = await Promise.all(
      theirs.map(async (hash) => Buffer.from(await hash.digest()).toString('hex')),
    );
    for (const piece of [1, 100, 1000]) {
      const ours = hashes();
      for (let at = 0; at < length; at += piece) {
        for (const hash of ours) hash.update(data.subarray(at, at + piece));
      }
      const made = ours.map((hash) => hash.bytes().toString('hex'));
      expect({ length, piece, made }).toEqual({ length, piece, made: expected });
    }
  }
});
