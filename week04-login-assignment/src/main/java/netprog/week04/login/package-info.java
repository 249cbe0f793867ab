/**
 * Week 4, the assignment: the case service behind a login, over TCP and over UDP. Six files are yours, and each says in its
 * first lines what to do: LoginRequest, UserTable, TcpLoginServer, TcpLoginClient, UdpLoginServer and UdpLoginClient. The
 * others are given and complete. README.md, beside src, tells the whole task.
 */
package netprog.week04.login;
