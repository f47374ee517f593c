import { register } from 'prom-client';

/**
 * The metric of a name, made when it is first asked for: several programs of one process share its registry.
 *
 * @param kind `Counter<'event'>`, `Gauge`, …
 * @throws when the name belongs to a metric of another kind
 */
export function metric<Kind extends object, Configuration extends { name: string }>(
  kind: new (configuration: Configuration) => Kind,
  configuration: Configuration,
): Kind {
  const known: unknown = register.getSingleMetric(configuration.name);
  return known instanceof kind ? known : new kind(configuration);
}
