/** A bucket's notification configuration as it is kept: one list over all kinds of destination. */

/** Destinations that a rule can name; EventBridge is all or nothing. */
export type DestinationKind = 'sqs' | 'sns' | 'lambda';

export interface NotificationRule {
  readonly id: string;
  readonly kind: DestinationKind;
  readonly arn: string;
  /** As configured, with `s3:` and wildcards. */
  readonly events: readonly string[];
  readonly prefix?: string;
  readonly suffix?: string;
}

export interface NotificationDocument {
  readonly rules: readonly NotificationRule[];
  readonly eventBridge: boolean;
}
