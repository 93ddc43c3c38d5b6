import { binaryImage } from '../web/binaryImage.ts';
import { metricsAdapter } from './program.ts';

/** registry.k8s.io/prometheus-adapter/prometheus-adapter: nothing but the program. */
export const metricsAdapterImage = binaryImage({
  name: 'adapter',
  program: metricsAdapter,
  tools: 'none',
  user: '65534',
});
