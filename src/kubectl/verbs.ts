import type { Verb } from './verb.ts';
import { annotate } from './verbs/annotate.ts';
import { apiResources } from './verbs/apiResources.ts';
import { apply } from './verbs/apply.ts';
import { config } from './verbs/config.ts';
import { create } from './verbs/create.ts';
import { deleteVerb } from './verbs/delete.ts';
import { describe } from './verbs/describe.ts';
import { events } from './verbs/events.ts';
import { exec } from './verbs/exec.ts';
import { explain } from './verbs/explain.ts';
import { get } from './verbs/get.ts';
import { label } from './verbs/label.ts';
import { logs } from './verbs/logs.ts';
import { version } from './verbs/version.ts';
import { wait } from './verbs/wait.ts';

/** Every verb that the built-in kubectl has. */
export const verbs: readonly Verb[] = [
  create,
  explain,
  get,
  deleteVerb,
  describe,
  logs,
  exec,
  events,
  apply,
  wait,
  label,
  annotate,
  apiResources,
  config,
  version,
];

/** Verbs of the real kubectl that are still missing here. */
export const missingVerbs: readonly string[] = [
  'alpha',
  'api-versions',
  'attach',
  'auth',
  'autoscale',
  'certificate',
  'cluster-info',
  'completion',
  'cordon',
  'cp',
  'debug',
  'diff',
  'drain',
  'edit',
  'expose',
  'kustomize',
  'patch',
  'plugin',
  'port-forward',
  'proxy',
  'replace',
  'rollout',
  'run',
  'scale',
  'set',
  'taint',
  'top',
  'uncordon',
];
