/** What programs that are nothing but a cloud do first, before there is anything to load. */
import { boundYoungGeneration } from '#harness/young-generation';

boundYoungGeneration();
