/** S3's state: its nouns over one cloud's records. What wirings and edges see. */
import type { Kernel } from '../../kernel/kernel.ts';
import { BucketConfigs } from './bucket-configs.ts';
import { Buckets } from './bucket.ts';
import { chargeDeparture } from './class-charges.ts';
import { Lifecycle } from './lifecycle.ts';
import { Listings } from './listing.ts';
import { Notifications } from './notifications.ts';
import { Objects } from './objects.ts';
import { ownerOfBytes } from './owned-bytes.ts';
import { Restoring } from './restoring.ts';
import { MIGRATIONS } from './schema.ts';
import { Uploads } from './uploads.ts';
import { WatchedRequests } from './watched-requests.ts';
import { AccessLogs } from './access-logs.ts';
import { keepRequestMetrics } from './request-metrics.ts';
import { StorageBooks } from './storage-books.ts';

export class S3 {
  readonly kernel: Kernel;
  readonly buckets: Buckets;
  readonly configs: BucketConfigs;
  readonly objects: Objects;
  readonly uploads: Uploads;
  readonly listings: Listings;
  readonly notifications: Notifications;
  readonly lifecycle: Lifecycle;
  readonly restoring: Restoring;
  readonly watched: WatchedRequests;

  constructor(kernel: Kernel) {
    const { store, blobs, ids } = kernel;
    store.define('s3', MIGRATIONS);
    blobs.ownedBy(ownerOfBytes(store));
    this.kernel = kernel;
    this.buckets = new Buckets(store);
    this.configs = new BucketConfigs(store);
    this.objects = new Objects(store, blobs, ids, (bucket, stay) =>
      chargeDeparture(kernel, bucket, stay, kernel.clock.now()),
    );
    this.uploads = new Uploads(store, blobs, ids);
    this.listings = new Listings(store);
    this.notifications = new Notifications(kernel, this.configs);
    this.lifecycle = new Lifecycle(this);
    this.restoring = new Restoring(this);
    this.watched = new WatchedRequests(this.buckets, this.configs);
    const logs = new AccessLogs(this);
    this.watched.keep((request) => logs.add(request));
    this.watched.keep((request) => keepRequestMetrics(this, request));
    new StorageBooks(this).arm();
  }
}
