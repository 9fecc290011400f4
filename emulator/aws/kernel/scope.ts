import { remembered } from './remembered.ts';

/** Where a request acts: an account in a region of a partition. Every record and every ARN belongs to one. */
export interface Scope {
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: string;
  readonly partition: 'aws';
}

/** Who asks. `anonymous` carries no account; `service` is AWS acting on somebody's behalf. */
export type Principal =
  | {
      readonly kind: 'user';
      readonly accountId: string;
      readonly accessKeyId: string;
      /** `arn:aws:iam::000000000000:root`, a user, or an assumed-role session. */
      readonly arn: string;
      /** The unique id that `aws:userid` and event records show. */
      readonly userId: string;
    }
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'service';
      /** `s3.amazonaws.com` */
      readonly service: string;
      readonly sourceArn?: string;
      readonly sourceAccount?: string;
    };

export const ANONYMOUS: Principal = { kind: 'anonymous' };

/** An account acting for itself: its root, by no key. */
export const accountPrincipal = (accountId: string): Principal => ({
  kind: 'user',
  accountId,
  accessKeyId: '',
  arn: `arn:aws:iam::${accountId}:root`,
  userId: accountId,
});

/** `arn:aws:sqs:us-east-1:000000000000:queue` */
export const arn = (service: string, scope: Scope, resource: string): string =>
  `arn:${scope.partition}:${service}:${scope.region}:${scope.accountId}:${resource}`;

export interface ArnParts {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  readonly resource: string;
}

/** Splits an ARN; `undefined` when the text is none. The resource keeps its colons and slashes. */
export const parseArn = remembered((text): ArnParts | undefined => {
  const parts = text.split(':');
  const [prefix, partition, service, region, accountId] = parts;
  if (prefix !== 'arn' || !partition || !service || parts.length < 6) return undefined;
  return {
    partition,
    service,
    region: region ?? '',
    accountId: accountId ?? '',
    resource: parts.slice(5).join(':'),
  };
});
