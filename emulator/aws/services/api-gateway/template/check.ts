/** Refuses templates when they are put rather than when they are used. */
import { notImplemented } from '../../../kernel/aws-error.ts';
import { badRequest } from '../errors.ts';
import { parseTemplate } from './parse.ts';
import { TemplateFault } from './syntax.ts';

/** @throws AwsError BadRequestException, NotImplemented */
export function checkTemplates(templates: Readonly<Record<string, string>> | undefined): void {
  for (const template of Object.values(templates ?? {})) {
    try {
      parseTemplate(template);
    } catch (error) {
      if (!(error instanceof TemplateFault)) throw error;
      if (error.kind === 'unsupported') throw notImplemented('api-gateway', error.message);
      throw badRequest(`Invalid mapping template specified: ${error.message}`);
    }
  }
}
