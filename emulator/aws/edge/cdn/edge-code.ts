/**
 * Code of the distribution's owner that runs at the edge: on what viewers ask, and on what they get. There are two kinds,
 * and a behavior has one of them on viewers' events; what is common to both is here: which of them runs, that responses
 * are given to them only when the origin answered below 400, and the page that stands for one that failed (aws.md section
 * A.17).
 */
import type { Behavior } from './behavior.ts';
import type { Route } from './chosen-origin.ts';
import type { Exchange } from './exchange.ts';
import { OriginFailure } from './origin-answer.ts';
import { pageResult, type Result, type ResultType } from './outcome.ts';
import { errorPage } from './pages.ts';
import type { ViewerRequest } from './viewer-request.ts';

/** The request as code leaves it, or the answer that it gives itself. */
export type Changed =
  | {
      readonly request: ViewerRequest;
      /** Where it goes, when that is not where its behavior says. */
      readonly route?: Route;
    }
  | { readonly result: Result };

/** One kind of code. Both methods throw OriginFailure when the code fails. */
export interface EdgeCode {
  handles(event: 'viewer-request' | 'viewer-response', behavior: Behavior): boolean;
  onRequest(request: ViewerRequest, behavior: Behavior, about: Exchange): Promise<Changed>;
  onResponse(result: Result, request: ViewerRequest, behavior: Behavior, about: Exchange): Promise<Result>;
}

export class ViewerCode {
  readonly #kinds: readonly EdgeCode[];

  constructor(...kinds: readonly EdgeCode[]) {
    this.#kinds = kinds;
  }

  async onRequest(request: ViewerRequest, behavior: Behavior, about: Exchange): Promise<Changed> {
    const code = this.#kinds.find((kind) => kind.handles('viewer-request', behavior));
    if (code === undefined) return { request };
    try {
      return await code.onRequest(request, behavior, about);
    } catch (error) {
      return { result: failureResult(error, about) };
    }
  }

  async onResponse(
    result: Result,
    request: ViewerRequest,
    behavior: Behavior,
    about: Exchange,
  ): Promise<Result> {
    if (result.originStatus === undefined || result.originStatus >= 400) return result;
    const code = this.#kinds.find((kind) => kind.handles('viewer-response', behavior));
    if (code === undefined) return result;
    try {
      return await code.onResponse(result, request, behavior, about);
    } catch (error) {
      return failureResult(error, about);
    }
  }
}

function failureResult(error: unknown, { requestId }: Exchange): Result {
  if (!(error instanceof OriginFailure)) throw error;
  const { status, explanation, detail } = error;
  return { ...pageResult(errorPage(status, explanation, detail, requestId)), type: detail as ResultType };
}
