import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '#libs/kernel';
import { isPlainObject } from '../fields/object-field.js';
import { UnsupportedMediaType } from '../problems/http.errors.js';
import { isForm } from '../request/body-coding.js';
import { asksForData } from '../request/route.js';
import { invalid } from './read-dto.js';

/** What a handler reads of a request. */
interface Reads {
  readonly body: boolean;
  readonly query: boolean;
}

/** Refuses query parameters of endpoints that have none, and bodies of another type than JSON where JSON is read. */
@Injectable()
export class RequestShapeGuard implements CanActivate {
  private readonly known = new WeakMap<object, Reads>();

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reads = this.readsOf(context);
    const [parameter] = isPlainObject(request.query) ? Object.keys(request.query) : [];
    if (!reads.query && parameter !== undefined && asksForData(request)) {
      throw invalid([
        {
          pointer: `?${parameter.slice(0, 100)}`,
          code: 'unknown-parameter',
          detail: 'There is no such parameter.',
        },
      ]);
    }
    if (reads.body && request.body === undefined && isForm(request)) {
      throw new DomainError(UnsupportedMediaType, { detail: 'The body must be application/json.' });
    }
    return true;
  }

  private readsOf(context: ExecutionContext): Reads {
    const handler = context.getHandler();
    const known = this.known.get(handler);
    if (known) {
      return known;
    }
    const args: unknown = Reflect.getMetadata(
      ROUTE_ARGS_METADATA,
      context.getClass(),
      handler.name,
    );
    const kinds = isPlainObject(args) ? Object.keys(args).map((key) => key.split(':')[0]) : [];
    const reads = {
      body: kinds.includes(String(RouteParamtypes.BODY)),
      query: kinds.includes(String(RouteParamtypes.QUERY)),
    };
    this.known.set(handler, reads);
    return reads;
  }
}
