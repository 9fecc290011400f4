/** A bucket's lifecycle configuration as it is kept: the SDK's shape with instants in the place of dates. */
import type {
  AbortIncompleteMultipartUpload,
  LifecycleRuleFilter,
  NoncurrentVersionExpiration,
  NoncurrentVersionTransition,
  TransitionDefaultMinimumObjectSize,
} from '@aws-sdk/client-s3';
import type { Instant } from '../../kernel/instant.ts';
import type { StorageClass } from './storage-class.ts';

export interface LifecycleExpirationDocument {
  readonly days?: number;
  readonly date?: Instant;
  readonly expiredObjectDeleteMarker?: boolean;
}

export interface TransitionDocument {
  readonly days?: number;
  readonly date?: Instant;
  readonly storageClass: StorageClass;
}

export interface LifecycleRuleDocument {
  readonly id: string;
  readonly enabled: boolean;
  /** The rule's own prefix, in configurations written in the old style. */
  readonly prefix?: string;
  readonly filter?: LifecycleRuleFilter;
  readonly expiration?: LifecycleExpirationDocument;
  readonly transitions?: readonly TransitionDocument[];
  readonly noncurrentExpiration?: NoncurrentVersionExpiration;
  readonly noncurrentTransitions?: readonly NoncurrentVersionTransition[];
  readonly abort?: AbortIncompleteMultipartUpload;
}

export interface LifecycleDocument {
  readonly rules: readonly LifecycleRuleDocument[];
  readonly minimumSize: TransitionDefaultMinimumObjectSize;
}
