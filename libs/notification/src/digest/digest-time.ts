/** Local hours in which a digest may be sent: at nine, or a little later when nobody could at nine. */
const FIRST_HOUR = 9;
const LAST_HOUR = 11;

/** Time zones in which it is time for a digest. */
export interface DueZones {
  /** Where it is time for daily ones. */
  readonly daily: readonly string[];
  /** Where it is Monday too. */
  readonly weekly: readonly string[];
}

/** Of these time zones those in which it is between 9:00 and 12:00. */
export function dueZones(zones: readonly string[], now: Date): DueZones {
  const morning = zones.flatMap((zone) => {
    const { hour, weekday } = localTime(zone, now);
    return hour >= FIRST_HOUR && hour <= LAST_HOUR ? [{ zone, weekday }] : [];
  });
  return {
    daily: morning.map(({ zone }) => zone),
    weekly: morning.filter(({ weekday }) => weekday === 'Mon').map(({ zone }) => zone),
  };
}

function localTime(timeZone: string, now: Date): { hour: number; weekday: string } {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hour: 'numeric',
    hourCycle: 'h23',
    weekday: 'short',
  });
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]));
  return { hour: Number(parts.get('hour')), weekday: parts.get('weekday') ?? '' };
}
