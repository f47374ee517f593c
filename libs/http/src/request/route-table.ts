import { Injectable } from '@nestjs/common';

/** The paths that the program knows, and their methods: to tell a wrong method from a wrong path. */
@Injectable()
export class RouteTable {
  private readonly routes = new Map<string, { path: RegExp; methods: Set<string> }>();

  /** Notes a route as the router gets it. */
  note(url: string, methods: string | readonly string[]): void {
    const route = this.routes.get(url) ?? { path: matcher(url), methods: new Set<string>() };
    this.routes.set(url, route);
    for (const method of typeof methods === 'string' ? [methods] : methods) {
      route.methods.add(method);
    }
  }

  /** The methods of a decoded path, in alphabetical order; none for unknown paths. */
  methodsOf(path: string): string[] {
    const methods = new Set<string>();
    for (const route of this.routes.values()) {
      if (route.path.test(path)) {
        route.methods.forEach((method) => methods.add(method));
      }
    }
    return [...methods].sort();
  }
}

function matcher(url: string): RegExp {
  const source = url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:[A-Za-z0-9_]+/g, '[^/]+');
  // The catch-all of the CORS plugin says nothing about a path.
  return url.includes('*') ? /^(?!)/ : new RegExp(`^${source}$`);
}
