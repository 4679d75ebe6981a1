// Two bodies around each other for some steps: the energy hardly changes.
#include <math.h>
#include <stdio.h>

struct body { double x, y, vx, vy, mass; };

static struct body bodies[] = {{0, 0, 0, -0.1, 1.0}, {1, 0, 0, 0.9, 0.1}};

static double energy(void)
{
    double e = 0, dx = bodies[0].x - bodies[1].x, dy = bodies[0].y - bodies[1].y;
    for (int i = 0; i < 2; i++)
        e += 0.5 * bodies[i].mass * (bodies[i].vx * bodies[i].vx + bodies[i].vy * bodies[i].vy);
    return e - bodies[0].mass * bodies[1].mass / sqrt(dx * dx + dy * dy);
}

static void advance(double dt)
{
    double dx = bodies[0].x - bodies[1].x, dy = bodies[0].y - bodies[1].y;
    double square = dx * dx + dy * dy, pull = dt / (square * sqrt(square));
    bodies[0].vx -= dx * bodies[1].mass * pull;
    bodies[0].vy -= dy * bodies[1].mass * pull;
    bodies[1].vx += dx * bodies[0].mass * pull;
    bodies[1].vy += dy * bodies[0].mass * pull;
    for (int i = 0; i < 2; i++) {
        bodies[i].x += dt * bodies[i].vx;
        bodies[i].y += dt * bodies[i].vy;
    }
}

int main(void)
{
    printf("%.9f\n", energy());
    for (int i = 0; i < 10; i++) advance(0.01);
    printf("%.9f\n%.9f\n", energy(), bodies[1].x);
    return 0;
}
