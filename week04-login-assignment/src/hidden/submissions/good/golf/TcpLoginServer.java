package netprog.week04.login;
import java.io.*;
import java.net.*;
import netprog.week04.echo.*;
class TcpLoginServer {
    static void serve(ServerSocket l, Authenticator u) throws IOException {
        for (;;) {
            Socket s = l.accept();
            new Thread() {
                public void run() {
                    try {
                        say(s, "Welcome to Server!!");
                        String id = null;
                        for (Frame f; (f = Frame.readFrom(s.getInputStream())) != null;)
                            if (id == null) id = login(s, f, u);
                            else if (CaseService.isEnd(f)) break;
                            else CaseService.reply(f).writeTo(s.getOutputStream());
                    } catch (IOException e) {
                    }
                    try { s.close(); } catch (IOException e) { }
                }
            }.start();
        }
    }
    static String login(Socket s, Frame f, Authenticator u) throws IOException {
        LoginRequest r;
        try {
            r = LoginRequest.parse(f.text());
        } catch (IllegalArgumentException e) {
            say(s, "400 Bad Request\n");
            return null;
        }
        int i = u.authenticate(r).ordinal();
        say(s, new String[] {"200 Welcome " + r.id() + "!!\n", "401 Invalid ID\n", "402 Invalid Password\n"}[i]);
        return i == 0 ? r.id() : null;
    }
    static void say(Socket s, String t) throws IOException { Frame.of(t).writeTo(s.getOutputStream()); }
}
