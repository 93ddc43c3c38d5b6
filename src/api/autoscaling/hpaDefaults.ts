import type { HorizontalPodAutoscaler, HorizontalPodAutoscalerSpec, HPAScalingRules } from '../generated/objects.ts';

/** Doubling or four more Pods every fifteen seconds, at once. */
const upwards = (): HPAScalingRules => ({
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ],
});

/** To the least that was wanted within the controller's own window. */
const downwards = (): HPAScalingRules => ({
  selectPolicy: 'Max',
  policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
});

/** Fills in what the API server does for a HorizontalPodAutoscaler. */
export function defaultHpa(object: HorizontalPodAutoscaler): HorizontalPodAutoscaler {
  object.spec ??= {} as HorizontalPodAutoscalerSpec;
  const { spec } = object;
  spec.minReplicas ??= 1;
  if (!spec.metrics?.length)
    spec.metrics = [
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
    ];
  if (spec.behavior) {
    spec.behavior.scaleUp = withDefaults(upwards(), spec.behavior.scaleUp);
    spec.behavior.scaleDown = withDefaults(downwards(), spec.behavior.scaleDown);
  }
  return object;
}

/** A list of policies that is there, even an empty one, is the user's own. */
function withDefaults(usual: HPAScalingRules, given: HPAScalingRules | undefined): HPAScalingRules {
  // The gate HPAConfigurableTolerance is off.
  const { tolerance, ...own } = given ?? {};
  return { ...usual, ...own };
}
