import type { Verb } from './verb.ts';
import { annotate } from './verbs/annotate.ts';
import { apiResources } from './verbs/apiResources.ts';
import { apiVersions } from './verbs/apiVersions.ts';
import { apply } from './verbs/apply.ts';
import { attach } from './verbs/attach.ts';
import { auth } from './verbs/auth.ts';
import { autoscale } from './verbs/autoscale.ts';
import { clusterInfo } from './verbs/clusterInfo.ts';
import { config } from './verbs/config.ts';
import { cordon, uncordon } from './verbs/cordon.ts';
import { create } from './verbs/create.ts';
import { debug } from './verbs/debug.ts';
import { deleteVerb } from './verbs/delete.ts';
import { describe } from './verbs/describe.ts';
import { diff } from './verbs/diff.ts';
import { drain } from './verbs/drain.ts';
import { edit } from './verbs/edit.ts';
import { events } from './verbs/events.ts';
import { exec } from './verbs/exec.ts';
import { explain } from './verbs/explain.ts';
import { expose } from './verbs/expose.ts';
import { get } from './verbs/get.ts';
import { label } from './verbs/label.ts';
import { logs } from './verbs/logs.ts';
import { notYetVerbs } from './verbs/notYet.ts';
import { patch } from './verbs/patch.ts';
import { replace } from './verbs/replace.ts';
import { rollout } from './verbs/rollout.ts';
import { run } from './verbs/run.ts';
import { scale } from './verbs/scale.ts';
import { set } from './verbs/set.ts';
import { taint } from './verbs/taint.ts';
import { top } from './verbs/top.ts';
import { version } from './verbs/version.ts';
import { wait } from './verbs/wait.ts';

/** Every verb that the built-in kubectl has, in the order of `kubectl --help`. */
export const verbs: readonly Verb[] = [
  create,
  expose,
  run,
  set,
  explain,
  get,
  edit,
  deleteVerb,
  rollout,
  scale,
  autoscale,
  clusterInfo,
  top,
  cordon,
  uncordon,
  drain,
  taint,
  describe,
  logs,
  exec,
  debug,
  attach,
  ...notYetVerbs,
  auth,
  events,
  diff,
  apply,
  patch,
  replace,
  wait,
  label,
  annotate,
  apiResources,
  apiVersions,
  config,
  version,
];
