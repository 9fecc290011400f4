/** What programs that are nothing but a cloud do first (`harness/young-generation.ts`), before there is anything to load. */
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--semi-space-growth-factor=1');
