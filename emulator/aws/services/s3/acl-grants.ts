/**
 * What an access control list says: canned lists spelled out, grants by header and grants by document, each checked.
 *
 * Evidence: fact sheet S3 §10.5; User Guide "Access control list (ACL) overview" for the canned lists and the groups.
 * Gaps: any well-formed canonical id counts as somebody's, as accounts need not be made here before they are used.
 */
import type { Grant, Permission } from '@aws-sdk/client-s3';
import { canonicalId } from './bucket.ts';
import { emailGrantee, invalidArgument, malformedAcl } from './errors.ts';

const GROUPS = 'http://acs.amazonaws.com/groups';
export const ALL_USERS = `${GROUPS}/global/AllUsers`;
export const AUTHENTICATED_USERS = `${GROUPS}/global/AuthenticatedUsers`;
export const LOG_DELIVERY = `${GROUPS}/s3/LogDelivery`;
const GROUP_URIS: readonly string[] = [ALL_USERS, AUTHENTICATED_USERS, LOG_DELIVERY];

/** The account under which EC2 reads bundles of machine images. */
const EC2_BUNDLES = '6aa5a366c34c1cbe25dc49211496e913e0351eb0e8c37aa3477e40942ec6b97c';

const MOST_GRANTS = 100;

const PERMISSIONS: readonly string[] = ['FULL_CONTROL', 'READ', 'WRITE', 'READ_ACP', 'WRITE_ACP'];

/** Headers that grant, by the SDK's name. */
const GRANT_HEADERS = {
  GrantFullControl: 'FULL_CONTROL',
  GrantRead: 'READ',
  GrantReadACP: 'READ_ACP',
  GrantWrite: 'WRITE',
  GrantWriteACP: 'WRITE_ACP',
} as const;

/** A list that is not its owner's full control alone. */
export interface Acl {
  /** Account that owns what the list is of. */
  readonly owner: string;
  readonly grants: readonly Grant[];
}

export type GrantHeaders = { readonly [Name in keyof typeof GRANT_HEADERS]?: string | undefined };

const toAccount = (account: string, permission: Permission): Grant => ({
  Grantee: { Type: 'CanonicalUser', ID: canonicalId(account) },
  Permission: permission,
});

const toGroup = (URI: string, permission: Permission): Grant => ({
  Grantee: { Type: 'Group', URI },
  Permission: permission,
});

/** What a canned list grants beside its owner's full control. */
const CANNED: Readonly<Record<string, (bucketOwner: string) => readonly Grant[]>> = {
  private: () => [],
  'public-read': () => [toGroup(ALL_USERS, 'READ')],
  'public-read-write': () => [toGroup(ALL_USERS, 'READ'), toGroup(ALL_USERS, 'WRITE')],
  'authenticated-read': () => [toGroup(AUTHENTICATED_USERS, 'READ')],
  'aws-exec-read': () => [{ Grantee: { Type: 'CanonicalUser', ID: EC2_BUNDLES }, Permission: 'READ' }],
  'bucket-owner-read': (owner) => [toAccount(owner, 'READ')],
  'bucket-owner-full-control': (owner) => [toAccount(owner, 'FULL_CONTROL')],
  'log-delivery-write': () => [toGroup(LOG_DELIVERY, 'WRITE'), toGroup(LOG_DELIVERY, 'READ_ACP')],
};

/** The owner's alone. */
export const ownersGrants = (owner: string): readonly Grant[] => [toAccount(owner, 'FULL_CONTROL')];

/** @throws AwsError InvalidArgument */
export function cannedGrants(name: string, owner: string, bucketOwner: string): readonly Grant[] {
  const granted = Object.hasOwn(CANNED, name) ? CANNED[name]?.(bucketOwner) : undefined;
  if (granted === undefined) throw invalidArgument('', 'x-amz-acl', name);
  const others = granted.filter(({ Grantee }) => Grantee?.ID !== canonicalId(owner));
  return [...ownersGrants(owner), ...others];
}

/**
 * `id="…", uri="…"`, for each header that grants.
 *
 * @throws AwsError InvalidArgument, MethodNotAllowed
 */
export function headerGrants(headers: GrantHeaders): readonly Grant[] {
  return Object.entries(GRANT_HEADERS).flatMap(([name, permission]) => {
    const text = headers[name as keyof GrantHeaders];
    return text === undefined ? [] : text.split(',').map((item) => headerGrant(item, permission));
  });
}

function headerGrant(item: string, permission: Permission): Grant {
  const [, type, value = ''] = /^\s*(\w+)\s*=\s*"?([^"]*)"?\s*$/.exec(item) ?? [];
  switch (type?.toLowerCase()) {
    case 'id':
      return { Grantee: { Type: 'CanonicalUser', ID: checkedId(value, 'id') }, Permission: permission };
    case 'uri':
      return toGroup(checkedUri(value, 'uri'), permission);
    case 'emailaddress':
      throw emailGrantee();
    default:
      throw invalidArgument(
        'Argument format not recognized',
        `x-amz-grant-${permission.toLowerCase().replaceAll('_', '-')}`,
        item.trim(),
      );
  }
}

/** @throws AwsError MalformedACLError, InvalidArgument, MethodNotAllowed */
export function documentGrants(grants: readonly Grant[]): readonly Grant[] {
  if (grants.length > MOST_GRANTS) throw malformedAcl();
  return grants.map(({ Grantee: grantee, Permission: permission }) => {
    if (grantee === undefined || !PERMISSIONS.includes(permission ?? '')) throw malformedAcl();
    const { Type, ID = '', URI = '' } = grantee;
    if (Type === 'AmazonCustomerByEmail') throw emailGrantee();
    if (Type === 'Group') return toGroup(checkedUri(URI, 'Group/URI'), permission!);
    if (Type !== 'CanonicalUser') throw malformedAcl();
    checkedId(ID, 'CanonicalUser/ID');
    return { Grantee: { Type, ID }, Permission: permission! };
  });
}

function checkedId(id: string, argument: string): string {
  if (!/^[0-9a-f]{64}$/.test(id)) throw invalidArgument('Invalid id', argument, id);
  return id;
}

function checkedUri(uri: string, argument: string): string {
  if (!GROUP_URIS.includes(uri)) throw invalidArgument('Invalid group uri', argument, uri);
  return uri;
}

/** Granted to everybody, or to everybody with an AWS account. */
export const isPublicGrant = ({ Grantee }: Grant): boolean =>
  Grantee?.URI === ALL_USERS || Grantee?.URI === AUTHENTICATED_USERS;

/** Whether the list says no more than that its owner controls everything. */
export const isOwnersAlone = ({ owner, grants }: Acl): boolean =>
  grants.length === 1 &&
  grants[0]?.Permission === 'FULL_CONTROL' &&
  grants[0].Grantee?.ID === canonicalId(owner);
