import { budgetWithoutRoom } from './advice/budgetWithoutRoom.ts';
import { commandInOneString } from './advice/commandInOneString.ts';
import { cronTwoDays } from './advice/cronTwoDays.ts';
import { dnsPolicyDefault } from './advice/dnsPolicyDefault.ts';
import { endlessInitContainer } from './advice/endlessInitContainer.ts';
import { externalNameAddress } from './advice/externalNameAddress.ts';
import { gracePeriodZero } from './advice/gracePeriodZero.ts';
import { headlessTargetPort } from './advice/headlessTargetPort.ts';
import { hostNetworkDns } from './advice/hostNetworkDns.ts';
import { hostPortReplicas } from './advice/hostPortReplicas.ts';
import { hpaTargetKind } from './advice/hpaTargetKind.ts';
import { hpaWithoutRange } from './advice/hpaWithoutRange.ts';
import { imageName } from './advice/imageName.ts';
import { imageWithoutVersion } from './advice/imageWithoutVersion.ts';
import { livenessLikeReadiness } from './advice/livenessLikeReadiness.ts';
import { loadBalancerProvider } from './advice/loadBalancerProvider.ts';
import { namespaceIgnored } from './advice/namespaceIgnored.ts';
import { oneShotCommand } from './advice/oneShotCommand.ts';
import { podDnsName } from './advice/podDnsName.ts';
import { preStopOutlastsGrace } from './advice/preStopOutlastsGrace.ts';
import { resourceUnit } from './advice/resourceUnit.ts';
import { samePortInPod } from './advice/samePortInPod.ts';
import { scriptInPieces } from './advice/scriptInPieces.ts';
import { secretInPlainText } from './advice/secretInPlainText.ts';
import { shellSyntaxWithoutShell } from './advice/shellSyntaxWithoutShell.ts';
import { sidecarInContainers } from './advice/sidecarInContainers.ts';
import { sidecarInJob } from './advice/sidecarInJob.ts';
import { undefinedVariable } from './advice/undefinedVariable.ts';
import { unknownProbePort } from './advice/unknownProbePort.ts';
import { budgetBlocksEvictions } from './relations/budgetBlocksEvictions.ts';
import { hpaAndReplicas } from './relations/hpaAndReplicas.ts';
import { hpaContainerMissing, hpaMissingRequest } from './relations/hpaMissingRequest.ts';
import { hpaSameTarget, hpaTargetMissing } from './relations/hpaTarget.ts';
import { missingClaim } from './relations/missingClaim.ts';
import { missingConfigMap } from './relations/missingConfigMap.ts';
import { missingKey } from './relations/missingKey.ts';
import { missingPriorityClass } from './relations/missingPriorityClass.ts';
import { missingRole } from './relations/missingRole.ts';
import { missingSecret } from './relations/missingSecret.ts';
import { missingService } from './relations/missingService.ts';
import { missingServiceAccount } from './relations/missingServiceAccount.ts';
import { podHostnameWithoutService, statefulSetServiceNotHeadless } from './relations/podNames.ts';
import { sameNameTwice } from './relations/sameNameTwice.ts';
import { adoptedPod, sameSelector } from './relations/sameSelector.ts';
import {
  budgetSelectsNothing,
  networkPolicySelectsNothing,
  serviceSelectsNothing,
} from './relations/selectsNothing.ts';
import { unknownTargetPort, unlistedTargetPort } from './relations/targetPort.ts';
import { unknownServicePort } from './relations/unknownServicePort.ts';
import { unresolvableHost } from './relations/unresolvableHost.ts';
import type { AdviceRule, RelationRule } from './rule.ts';

/** Every piece of advice about one manifest: one file and one line each. */
export const adviceRules: readonly AdviceRule[] = [
  budgetWithoutRoom,
  commandInOneString,
  cronTwoDays,
  dnsPolicyDefault,
  endlessInitContainer,
  externalNameAddress,
  gracePeriodZero,
  headlessTargetPort,
  hostNetworkDns,
  hostPortReplicas,
  hpaTargetKind,
  hpaWithoutRange,
  imageName,
  imageWithoutVersion,
  livenessLikeReadiness,
  loadBalancerProvider,
  namespaceIgnored,
  oneShotCommand,
  podDnsName,
  preStopOutlastsGrace,
  resourceUnit,
  samePortInPod,
  scriptInPieces,
  secretInPlainText,
  shellSyntaxWithoutShell,
  sidecarInContainers,
  sidecarInJob,
  undefinedVariable,
  unknownProbePort,
];

/** Every rule between manifests: one file and one line each. */
export const relationRules: readonly RelationRule[] = [
  serviceSelectsNothing,
  budgetSelectsNothing,
  networkPolicySelectsNothing,
  unknownTargetPort,
  unlistedTargetPort,
  missingConfigMap,
  missingSecret,
  missingKey,
  missingClaim,
  missingService,
  missingServiceAccount,
  missingPriorityClass,
  missingRole,
  hpaTargetMissing,
  hpaSameTarget,
  hpaMissingRequest,
  hpaContainerMissing,
  hpaAndReplicas,
  sameSelector,
  adoptedPod,
  sameNameTwice,
  unresolvableHost,
  unknownServicePort,
  podHostnameWithoutService,
  statefulSetServiceNotHeadless,
  budgetBlocksEvictions,
];
