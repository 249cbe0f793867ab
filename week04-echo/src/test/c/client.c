/*
 * A client in the manner of the course's Linux programs: each line goes out as 128 bytes, the text with its "\n", a NUL and
 * garbage; one recv is taken for the reply, and shown up to its NUL. "exit" is sent and ends it; so does "4", which
 * over UDP is answered.
 *
 *   client tcp|udp 127.0.0.1 PORT
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SIZE 128

int main(int argc, char *argv[])
{
    int tcp = strcmp(argv[1], "tcp") == 0;
    int sock = socket(AF_INET, tcp ? SOCK_STREAM : SOCK_DGRAM, 0);
    struct sockaddr_in server = {0};
    char buf[SIZE + 1];

    server.sin_family = AF_INET;
    server.sin_addr.s_addr = inet_addr(argv[2]);
    server.sin_port = htons(atoi(argv[3]));
    if (connect(sock, (struct sockaddr *)&server, sizeof(server)) < 0) {
        perror("connect");
        return 1;
    }
    for (;;) {
        int n;

        memset(buf, 0xCC, sizeof(buf));
        if (fgets(buf, SIZE, stdin) == NULL)
            break;
        if (send(sock, buf, SIZE, 0) < 0) {
            perror("send");
            return 1;
        }
        if (strcmp(buf, "exit\n") == 0 || (tcp && strcmp(buf, "4\n") == 0))
            break;
        n = recv(sock, buf, SIZE, 0);
        if (n <= 0) {
            printf("the server has closed\n");
            return 1;
        }
        buf[n] = 0;
        printf("%d bytes: %s", n, buf);
        fflush(stdout);
        if (strncmp(buf, "200 Goodbye", 11) == 0)
            break;
    }
    close(sock);
    return 0;
}
