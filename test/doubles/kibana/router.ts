import type { Route } from './types';

interface Compiled {
  route: Route;
  parts: string[];
}

/** Finds the route of a request. Fixed parts win over parameters. */
export class Router {
  private readonly routes: Compiled[];

  constructor(routes: readonly Route[]) {
    this.routes = routes
      .map((route) => ({ route, parts: route.path.split('/') }))
      .sort((a, b) => parameters(a) - parameters(b));
  }

  find(method: string, path: string): { route: Route; params: Record<string, string> } | undefined {
    const parts = path.split('/');
    for (const { route, parts: pattern } of this.routes) {
      if (route.method !== method || pattern.length !== parts.length) continue;
      const params: Record<string, string> = {};
      const fits = pattern.every((part, at) => {
        const given = parts[at] as string;
        if (!part.startsWith('{')) return part === given;
        params[part.slice(1, -1)] = decodeURIComponent(given);
        return given !== '';
      });
      if (fits) return { route, params };
    }
    return undefined;
  }
}

function parameters({ parts }: Compiled): number {
  return parts.filter((part) => part.startsWith('{')).length;
}
