/*
 * An echo or case server in the manner of the course's Linux programs: one client after the other, one recv taken for one
 * message, 128 bytes sent whatever the text is, garbage behind its NUL. "exit" ends an echo client without an echo.
 *
 *   server tcp|udp echo|case          prints "listening on tcp 127.0.0.1:PORT"
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SIZE 128

static char in[SIZE];
static char out[SIZE];

/* Makes the reply to a frame; 0 where the client wants to end. */
static int change(void)
{
    char *p;

    memset(out, 0xCC, SIZE);
    if (in[0] == '4')
        return 0;
    if (in[0] < '1' || in[0] > '3' || in[1] != ' ') {
        strcpy(out, "400 Bad Request\n");
        return 1;
    }
    strcpy(out, in + 2);
    for (p = out; *p; p++) {
        unsigned char c = *p;
        if (in[0] != '2' && c >= 'a' && c <= 'z')
            *p = toupper(c);
        else if (in[0] != '1' && c >= 'A' && c <= 'Z')
            *p = tolower(c);
    }
    return 1;
}

static void serve_tcp(int listener, int echo)
{
    for (;;) {
        int client = accept(listener, NULL, NULL);
        int n;

        while ((n = recv(client, in, SIZE, 0)) > 0) {
            if (echo && (strncmp(in, "exit", 4) == 0 || send(client, in, n, MSG_NOSIGNAL) < 0))
                break;
            if (!echo && (!change() || send(client, out, SIZE, MSG_NOSIGNAL) < 0))
                break;
        }
        close(client);
    }
}

static void serve_udp(int sock, int echo)
{
    for (;;) {
        struct sockaddr_in from;
        socklen_t len = sizeof(from);
        int n = recvfrom(sock, in, SIZE, 0, (struct sockaddr *)&from, &len);

        if (!echo) {
            if (!change())
                strcpy(out, "200 Goodbye");
            sendto(sock, out, SIZE, 0, (struct sockaddr *)&from, len);
        } else if (strncmp(in, "exit", 4) != 0) {
            sendto(sock, in, n, 0, (struct sockaddr *)&from, len);
        }
    }
}

int main(int argc, char *argv[])
{
    int tcp = strcmp(argv[1], "tcp") == 0;
    int echo = strcmp(argv[2], "echo") == 0;
    int sock = socket(AF_INET, tcp ? SOCK_STREAM : SOCK_DGRAM, 0);
    struct sockaddr_in addr = {0};
    socklen_t len = sizeof(addr);

    addr.sin_family = AF_INET;
    addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(sock, (struct sockaddr *)&addr, len) < 0 || (tcp && listen(sock, 5) < 0)) {
        perror("bind, listen");
        return 1;
    }
    getsockname(sock, (struct sockaddr *)&addr, &len);
    printf("listening on %s 127.0.0.1:%d\n", argv[1], ntohs(addr.sin_port));
    fflush(stdout);
    if (tcp)
        serve_tcp(sock, echo);
    else
        serve_udp(sock, echo);
    return 0;
}
