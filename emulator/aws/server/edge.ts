/** What end users reach without being AWS clients: a CDN's hosts, REST API stages, static websites, function URLs. */
import type { WireRequest, WireResponse } from '../wire/message.ts';

export interface Edge {
  /** For error messages and the journal: `cloudfront`. */
  readonly name: string;
  /** Whether the request is for this edge, judged by its host and path alone. */
  matches(request: WireRequest): boolean;
  answer(request: WireRequest): Promise<WireResponse>;
  /** Whether a host is this edge's, and is served over HTTP/2 as well. */
  speaksHttp2?(host: string): boolean;
}
