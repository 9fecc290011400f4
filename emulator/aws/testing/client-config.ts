/** What the SDK's clients are given to talk to a cloud in tests. */
export const clientConfig = (cloud: { readonly endpoint: string; readonly region: string }) => ({
  endpoint: cloud.endpoint,
  region: cloud.region,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
