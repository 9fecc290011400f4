/**
 * Static websites: a bucket under a host of its own, for browsers. Everybody is anonymous here; the bucket's policy
 * decides what they see.
 *
 * Evidence: fact sheet S3 §11.14 (recorded 2026-02); error documents that redirect, what LocalStack saw at AWS (test_s3.py,
 * February 2026).
 * Gaps: cross-origin rules are not applied to website hosts.
 */
import type { WebsiteConfiguration } from '@aws-sdk/client-s3';
import { AwsError } from '../../kernel/aws-error.ts';
import type { Cause } from '../../kernel/journal.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { responseIds, stampIds, type ResponseIds } from '../../kernel/response-ids.ts';
import { ANONYMOUS } from '../../kernel/scope.ts';
import type { Edge } from '../../server/edge.ts';
import { methodNotAllowed, noSuchBucket } from '../../services/s3/errors.ts';
import type { S3 } from '../../services/s3/s3.ts';
import { s3 as definition } from '../../services/s3/service.ts';
import type { WireRequest, WireResponse } from '../../wire/message.ts';
import { percentDecode } from '../../wire/query-string.ts';
import { s3 as protocol } from '../../wire/s3.ts';
import { errorPage } from './error-page.ts';
import { websiteHost } from './host.ts';
import {
  encodedKey,
  redirectAfter,
  redirectBefore,
  type Redirection,
  type Visited,
} from './routing-rules.ts';

const HOME_PAGE = 'https://aws.amazon.com/s3/';

export const website = ({ s3 }: { readonly s3: S3 }, kernel: Kernel): Edge => ({
  name: 's3-website',
  matches: (request) => websiteHost(request) !== undefined,
  async answer(request) {
    const bucket = websiteHost(request)?.bucket;
    const ids = responseIds('s3', kernel.ids);
    const seq = kernel.journal.reserve();
    const answer =
      bucket === undefined
        ? redirect({ status: 301, location: HOME_PAGE })
        : await new Visit(s3, kernel, request, bucket, ids, seq).answer();
    stampIds(answer.headers, 's3', ids);
    const facts = { bucket, method: request.method, path: request.path, status: answer.status };
    kernel.journal.append({ type: 's3.website', cause: 0, ...facts }, seq);
    return answer;
  },
});

/** One request to one website. */
class Visit {
  readonly #s3: S3;
  readonly #kernel: Kernel;
  readonly #request: WireRequest;
  readonly #bucket: string;
  readonly #ids: ResponseIds;
  readonly #cause: Cause;

  constructor(s3: S3, kernel: Kernel, request: WireRequest, bucket: string, ids: ResponseIds, cause: Cause) {
    this.#s3 = s3;
    this.#kernel = kernel;
    this.#request = request;
    this.#bucket = bucket;
    this.#ids = ids;
    this.#cause = cause;
  }

  async answer(): Promise<WireResponse> {
    const { method, path, headers, secure } = this.#request;
    const key = percentDecode(path.slice(1)) ?? '';
    const visited: Visited = { protocol: secure ? 'https' : 'http', host: headers['host'] ?? '', key };
    let configuration: WebsiteConfiguration | undefined;
    try {
      configuration = this.#configuration();
      if (method !== 'GET' && method !== 'HEAD') {
        throw methodNotAllowed(method, 'OBJECT', { allow: 'GET, HEAD' });
      }
      const before = redirectBefore(configuration, visited);
      return before === undefined ? await this.#serve(configuration, key) : redirect(before);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      if (error.status === 304) return { status: 304, headers: { ...error.headers } };
      const after = configuration && redirectAfter(configuration, error.status, visited);
      return after === undefined ? this.#refuse(error, configuration) : redirect(after);
    }
  }

  #configuration(): WebsiteConfiguration {
    const bucket = this.#s3.buckets.find(this.#bucket);
    if (bucket === undefined) throw noSuchBucket(this.#bucket);
    return this.#s3.configs.require(bucket, 'website');
  }

  async #serve({ IndexDocument }: WebsiteConfiguration, key: string): Promise<WireResponse> {
    const suffix = IndexDocument?.Suffix ?? 'index.html';
    if (key === '' || key.endsWith('/')) return this.#object(key + suffix);
    try {
      return await this.#object(key);
    } catch (error) {
      if (!(error instanceof AwsError) || (error.status !== 404 && error.status !== 403)) throw error;
      if (!(await this.#exists(`${key}/${suffix}`))) throw error;
      return redirect({ status: 302, location: `/${encodedKey(key)}/` });
    }
  }

  /** The object as S3 would answer it, or where it sends its readers. */
  async #object(key: string): Promise<WireResponse> {
    const answer = await this.#read('GetObject', key);
    const elsewhere = answer.headers['x-amz-website-redirect-location'];
    return typeof elsewhere === 'string' ? redirect({ status: 301, location: elsewhere }) : answer;
  }

  async #exists(key: string): Promise<boolean> {
    try {
      await this.#read('HeadObject', key);
      return true;
    } catch (error) {
      if (error instanceof AwsError) return false;
      throw error;
    }
  }

  async #read(operation: 'GetObject' | 'HeadObject', key: string): Promise<WireResponse> {
    const { headers } = this.#request;
    const model = (await definition.model()).operations.get(operation)!;
    const asked = Object.fromEntries(
      ['range', 'if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since']
        .filter((name) => operation === 'GetObject' && headers[name] !== undefined)
        .map((name) => [name, headers[name]!]),
    );
    const path = `/${this.#bucket}/${encodeURIComponent(key)}`;
    const request = { ...this.#request, method: 'GET', path, query: '', headers: asked };
    const input = await protocol.decode(model, request);
    const output = await this.#kernel.ports.find('calls')!.invoke({
      service: definition.name,
      operation,
      input,
      scope: this.#kernel.home,
      principal: ANONYMOUS,
      cause: this.#cause,
    });
    return protocol.encode(model, output, this.#ids);
  }

  /** The website's own error document under the original status, or where it sends its readers; else S3's page. */
  async #refuse(error: AwsError, configuration: WebsiteConfiguration | undefined): Promise<WireResponse> {
    const document = configuration?.ErrorDocument?.Key;
    if (document === undefined || error.status === 405) return errorPage(error, this.#ids);
    try {
      const answer = await this.#object(document);
      return 'location' in answer.headers ? answer : { ...answer, status: error.status };
    } catch (missing) {
      if (missing instanceof AwsError) return errorPage(error, this.#ids, missing);
      throw missing;
    }
  }
}

const redirect = ({ status, location }: Redirection): WireResponse => ({ status, headers: { location } });
