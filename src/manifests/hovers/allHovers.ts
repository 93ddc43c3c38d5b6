import { autoscaler } from './autoscaler.ts';
import { command } from './command.ts';
import { data } from './data.ts';
import { disruptionBudget } from './disruptionBudget.ts';
import { emptyDir } from './emptyDir.ts';
import { image } from './image.ts';
import { job } from './job.ts';
import { kind } from './kind.ts';
import { note } from './note.ts';
import { placement } from './placement.ts';
import { podDns } from './podDns.ts';
import { probe } from './probe.ts';
import { probeHandler } from './probeHandler.ts';
import { quantity } from './quantity.ts';
import { resources } from './resources.ts';
import { restartPolicy } from './restartPolicy.ts';
import { rollingShare } from './rollingShare.ts';
import { schedule } from './schedule.ts';
import { security } from './security.ts';
import { selector } from './selector.ts';
import { service } from './service.ts';
import { startOrder } from './startOrder.ts';
import { statefulSet } from './statefulSet.ts';
import type { HoverSubject } from './subject.ts';
import { termination } from './termination.ts';
import { tolerations } from './tolerations.ts';
import { value } from './value.ts';
import { variables } from './variables.ts';
import { volumeFiles } from './volumeFiles.ts';
import { volumeMountName } from './volumeMountName.ts';
import { wellKnownKey } from './wellKnownKey.ts';

/** Every hover that looks at the whole manifest: one file and one line each, in the order in which they are shown. */
export const allHovers: readonly HoverSubject[] = [
  kind,
  value,
  restartPolicy,
  startOrder,
  probe,
  probeHandler,
  resources,
  quantity,
  image,
  command,
  variables,
  termination,
  emptyDir,
  volumeMountName,
  volumeFiles,
  podDns,
  security,
  tolerations,
  placement,
  selector,
  service,
  rollingShare,
  statefulSet,
  job,
  schedule,
  disruptionBudget,
  autoscaler,
  data,
  wellKnownKey,
  note,
];
