/** What the clients of a conversation are made with. */
export interface TalkConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly maxAttempts: number;
  readonly disableHostPrefix: boolean;
  readonly requestHandler: never;
}
