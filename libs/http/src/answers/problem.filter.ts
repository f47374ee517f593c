import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Injectable,
  Logger,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '#libs/kernel';
import { Internal, MethodNotAllowed, NotFound, Unavailable } from '../problems/http.errors.js';
import { problemBody, problemHeaders } from '../problems/problem-body.js';
import { PROBLEM_STATUS } from '../problems/problem-status.js';
import { unroutedPath } from '../request/request-target.js';
import { RouteTable } from '../request/route-table.js';
import { problemOf } from './problem-of.js';

/** Answers every error as a problem, and logs those that are the fault of the service, once. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  constructor(private readonly routes: RouteTable) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent) {
      this.log(problemOf(error), request);
      return;
    }
    const report = healthReport(error);
    if (report) {
      void reply.status(503).send(report);
      return;
    }
    const found = problemOf(error);
    const allowed = request.is404 ? this.routes.methodsOf(unroutedPath(request)) : [];
    const problem =
      found.problem === NotFound && allowed.length > 0 ? new DomainError(MethodNotAllowed) : found;
    if (problem.problem === MethodNotAllowed) {
      void reply.header('allow', allowed.join(', '));
    }
    this.log(problem, request);
    void reply
      .removeHeader('content-length')
      .status(PROBLEM_STATUS[problem.problem.kind])
      .headers(problemHeaders(problem, request.headers.authorization !== undefined))
      .send(JSON.stringify(problemBody(problem, request.id)));
  }

  private log(error: DomainError, request: FastifyRequest): void {
    const where = `${request.method} ${request.routeOptions.url ?? '(no route)'} [${request.id}]`;
    if (error.problem === Internal) {
      this.logger.error({
        msg: `${where} failed`,
        requestId: request.id,
        err: error.cause,
      });
    } else if (error.problem === Unavailable) {
      this.logger.warn({
        msg: `${where} is unavailable`,
        requestId: request.id,
        // Who is only busy needs no stack; the message tells apart of what there is too much.
        err: error.cause ?? { name: error.name, message: error.message },
      });
    }
  }
}

/** The report of a failed health check, which keeps its own shape. */
function healthReport(error: unknown): object | undefined {
  const report = error instanceof HttpException ? error.getResponse() : undefined;
  return typeof report === 'object' && 'status' in report && 'details' in report
    ? report
    : undefined;
}
