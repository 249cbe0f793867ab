package netprog.week04.login;
import java.io.*;
import java.net.*;
import netprog.week04.echo.*;
class UdpLoginClient {
    static int run(InetSocketAddress a, BufferedReader k, PrintStream p) throws IOException {
        try (DatagramSocket s = new DatagramSocket()) {
            s.connect(a);
            for (;;) {
                for (String t = ""; !t.contains("Welcome");) t = say(s, "id=" + TcpLoginClient.ask(k, p, "ID : ") + " pass=" + TcpLoginClient.ask(k, p, "Password : "), p);
                for (String c, t = ""; !t.startsWith("403 Login Required");) {
                    c = TcpLoginClient.ask(k, p, "(1) (2) (3) (4)\n");
                    if (c.equals("4")) {
                        say(s, c, p);
                        return 0;
                    }
                    if (c.matches("[123]")) t = say(s, c + " " + TcpLoginClient.ask(k, p, "Input string : "), p);
                }
            }
        } catch (TcpLoginClient.End e) {
            return 0;
        }
    }
    static String say(DatagramSocket s, String t, PrintStream p) throws IOException {
        DatagramPacket q;
        try {
            q = Frame.of(t).toPacket(s.getRemoteSocketAddress());
        } catch (IllegalArgumentException e) {
            p.println("too long");
            return "";
        }
        while (get(s, 1) != null);
        for (int i = 0; i < 3; i++) {
            s.send(q);
            if ((t = get(s, 1000)) != null) {
                p.println(t);
                return t;
            }
        }
        throw new IOException("no answer");
    }
    static String get(DatagramSocket s, int t) throws IOException {
        s.setSoTimeout(t);
        try {
            DatagramPacket p = new DatagramPacket(new byte[128], 128);
            s.receive(p);
            return Frame.from(p).text();
        } catch (SocketTimeoutException e) {
            return null;
        }
    }
}
