import type { ErrorChapter } from './error-page.ts';

export const CONFIGURATION_ERRORS: ErrorChapter = {
  title: 'The configuration and the pipeline it describes',
  pages: [
    {
      code: 'ERR_CONFIG',
      meaning: 'The configuration cannot be used.',
      causes: [
        'A member is misspelt, or its value is of another kind; each line of the message names one.',
        'The file does not load: a slip in its syntax, or an import that is not there.',
        'A scenario judges a part of the pipeline that the configuration does not name.',
        'Nothing deploys the pipeline, and the embedded cloud is empty when a run begins.',
      ],
      remedies: [
        'Take the file through an editor: `defineConfig` from `safelight/config` lets it check the members.',
        'Node reads the file as it stands: no enums, no parameter properties, no paths of a `tsconfig.json`.',
      ],
    },
    {
      code: 'ERR_CONFIG_ABSENT',
      meaning: 'There is no file where `--config` looks for one.',
      causes: ['A slip in the path, which is relative to the folder the command runs in.'],
      remedies: ['Leave `--config` out: `safelight.config.ts` of this folder is found by itself.'],
    },
    {
      code: 'ERR_INIT',
      meaning: '`safelight init` cannot begin in this project as asked; nothing was written.',
      causes: [
        'A configuration, a scenario or a workflow of that name stands already.',
        'The folder, or the template that `--template` names, is not there or is no template.',
      ],
      remedies: [
        'Keep what you want of the files that stand, then write over them with `--force`.',
        'Name the template relative to the project.',
      ],
    },
    {
      code: 'ERR_STACK',
      meaning: 'The stack of the configured pipeline does not stand.',
      causes: [
        'CloudFormation could not make a resource of it; the message has its reason.',
        'No stack of that name is deployed, and the configuration names no template.',
        'The configuration asks for an output or a resource that the stack does not have.',
      ],
      remedies: [
        '`safelight preflight TEMPLATE` says what AWS would refuse of it, and in which line.',
        'The second line lists the outputs or resources that there are.',
      ],
    },
    {
      code: 'ERR_TEMPLATE',
      meaning: 'The template of the configured pipeline cannot be read or packed.',
      causes: [
        'Its path is wrong: it is relative to the configuration.',
        'It is neither YAML nor JSON, or has no resources.',
        'A function names code that is not there: paths are relative to the template.',
      ],
      remedies: [
        'Build the code first; `sam build` writes `.aws-sam/build/template.yaml`, which can be named.',
      ],
    },
  ],
};
