import { expect, test } from 'vitest';
import { parsePolicy } from './parse.ts';
import { isPublic } from './public.ts';

const ALLOW = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };

function isPublicPolicy(...statements: readonly object[]): boolean {
  const parsed = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
  if ('fault' in parsed) throw new Error(parsed.fault);
  return isPublic(parsed.document);
}

const limited = (Condition: object) => isPublicPolicy({ ...ALLOW, Condition });

test('whoever lets everybody in is public', () => {
  expect(isPublicPolicy(ALLOW)).toBe(true);
  expect(isPublicPolicy({ ...ALLOW, Principal: { AWS: '*' } })).toBe(true);
  expect(isPublicPolicy({ ...ALLOW, Principal: { AWS: ['111122223333', '*'] } })).toBe(true);
});

test('fixed principals, and denials to all, are not public', () => {
  expect(isPublicPolicy({ ...ALLOW, Principal: { AWS: '111122223333' } })).toBe(false);
  expect(isPublicPolicy({ ...ALLOW, Principal: { Service: 'cloudfront.amazonaws.com' } })).toBe(false);
  expect(isPublicPolicy({ ...ALLOW, Effect: 'Deny' })).toBe(false);
});

test('one public statement makes the policy public', () => {
  expect(isPublicPolicy({ ...ALLOW, Principal: { AWS: '111122223333' } }, ALLOW)).toBe(true);
});

test.each([
  { StringEquals: { 'aws:SourceAccount': '111122223333' } },
  { StringEquals: { 'AWS:SourceArn': 'arn:aws:cloudfront::111122223333:distribution/E1' } },
  { ArnLike: { 'aws:SourceArn': ['arn:aws:s3:::a', 'arn:aws:s3:::b'] } },
  { StringLike: { 'aws:SourceVpc': 'vpc-1' } },
  { StringEquals: { 'aws:userid': 'AROAEXAMPLE:one' } },
  { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
  { IpAddress: { 'aws:SourceIp': ['8.0.0.0/8', '2001:db8::/32'] } },
  { IpAddress: { 'aws:SourceIp': '10.0.0.0/7' } },
])('limited to %o it is not public', (condition) => {
  expect(limited(condition)).toBe(false);
});

test.each([
  { StringLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } },
  { StringEquals: { 'aws:SourceVpc': '${aws:SourceVpc}' } },
  { StringLike: { 'aws:userid': 'AROAEXAMPLE:*' } },
  { StringNotEquals: { 'aws:SourceAccount': '111122223333' } },
  { StringEqualsIfExists: { 'aws:SourceAccount': '111122223333' } },
  { 'ForAllValues:StringEquals': { 'aws:SourceAccount': '111122223333' } },
  { StringEquals: { 'aws:Referer': 'https://example.com/' } },
  { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } },
  { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '128.0.0.0/1'] } },
  { IpAddress: { 'aws:SourceIp': '2001::/16' } },
  { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
  { Bool: { 'aws:SecureTransport': 'true' } },
])('limited to %o it is still public', (condition) => {
  expect(limited(condition)).toBe(true);
});
