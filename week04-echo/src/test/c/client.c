/*
 * A client like the course's programs. time: prints what it receives up to the NUL. lines, and login, which over TCP receives
 * the greeting first: each line is sent as 128 bytes, the text with its "\n", a NUL and garbage; one recv is taken for the
 * reply, which is printed up to its NUL. "exit" is sent and ends the client; so does "4", which over UDP is answered.
 *
 *   client tcp|udp time|lines|login 127.0.0.1 PORT
 */
#include "sockets.h"

static char buf[SIZE + 1];

/* Prints one frame; returns 0 if the server has closed. */
static int show(int sock)
{
    int n = recv(sock, buf, SIZE, 0);

    if (n <= 0) {
        printf("the server has closed\n");
        return 0;
    }
    buf[n] = 0;
    printf("%d bytes: %s", n, buf);
    fflush(stdout);
    return 1;
}

static int time_of_the_server(int sock, int tcp)
{
    int n = 0;
    int count = 1;

    if (!tcp && send(sock, "?", 2, 0) < 0)
        fail("send");
    while (count > 0 && n < SIZE && memchr(buf, 0, n) == NULL) {
        count = recv(sock, buf + n, SIZE - n, 0);
        n += count > 0 ? count : 0;
    }
    printf("%s", buf);
    return n == 0;
}

static int talk(int sock, int tcp)
{
    for (;;) {
        memset(buf, 0xCC, sizeof(buf));
        if (fgets(buf, SIZE, stdin) == NULL)
            return 0;
        if (send(sock, buf, SIZE, MSG_NOSIGNAL) < 0)
            fail("send");
        if (strcmp(buf, "exit\n") == 0 || (tcp && strcmp(buf, "4\n") == 0))
            return 0;
        if (!show(sock))
            return 1;
        if (strncmp(buf, "200 Goodbye", 11) == 0)
            return 0;
    }
}

int main(int argc, char *argv[])
{
    int tcp = argc == 5 && strcmp(argv[1], "tcp") == 0;
    struct sockaddr_in server = {0};
    int sock;
    int status;

    if (argc != 5) {
        fprintf(stderr, "client tcp|udp time|lines|login ADDRESS PORT\n");
        return 2;
    }
    start_sockets();
    sock = socket(AF_INET, tcp ? SOCK_STREAM : SOCK_DGRAM, 0);
    server.sin_family = AF_INET;
    server.sin_addr.s_addr = inet_addr(argv[3]);
    server.sin_port = htons(atoi(argv[4]));
    if (connect(sock, (struct sockaddr *)&server, sizeof(server)) < 0)
        fail("connect");
    if (strcmp(argv[2], "time") == 0)
        status = time_of_the_server(sock, tcp);
    else if (tcp && strcmp(argv[2], "login") == 0 && !show(sock))
        status = 1;
    else
        status = talk(sock, tcp);
    close(sock);
    return status;
}
