/** Which document each kind of bucket configuration keeps, in the SDK's shape unless its noun says otherwise. */
import type {
  AbacStatus,
  AccelerateConfiguration,
  AnalyticsConfiguration,
  BucketLoggingStatus,
  CORSRule,
  IntelligentTieringConfiguration,
  InventoryConfiguration,
  MetricsConfiguration,
  ObjectLockRule,
  OwnershipControls,
  PublicAccessBlockConfiguration,
  ReplicationConfiguration,
  RequestPaymentConfiguration,
  Tag,
  WebsiteConfiguration,
} from '@aws-sdk/client-s3';
import type { Acl } from './acl-grants.ts';
import type { EncryptionDefault } from './encryption.ts';
import type { LifecycleDocument } from './lifecycle-document.ts';
import type { NotificationDocument } from './notification-document.ts';

export interface ConfigDocuments {
  readonly abac: AbacStatus;
  readonly accelerate: AccelerateConfiguration;
  /** Absent where the owner controls everything and nobody else anything. */
  readonly acl: Acl;
  readonly analytics: AnalyticsConfiguration;
  readonly cors: readonly CORSRule[];
  readonly encryption: EncryptionDefault;
  readonly intelligentTiering: IntelligentTieringConfiguration;
  readonly inventory: InventoryConfiguration;
  readonly lifecycle: LifecycleDocument;
  readonly logging: BucketLoggingStatus;
  readonly metrics: MetricsConfiguration;
  readonly notification: NotificationDocument;
  /** The default retention; whether locking is on is the bucket's own fact. */
  readonly objectLock: ObjectLockRule;
  readonly ownership: OwnershipControls;
  /** The policy as it will be returned. */
  readonly policy: { readonly text: string; readonly public: boolean };
  readonly publicAccessBlock: PublicAccessBlockConfiguration;
  readonly replication: ReplicationConfiguration;
  readonly requestPayment: RequestPaymentConfiguration;
  readonly tags: readonly Tag[];
  readonly website: WebsiteConfiguration;
}
