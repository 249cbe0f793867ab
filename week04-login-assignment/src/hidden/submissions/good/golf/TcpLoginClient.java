package netprog.week04.login;
import java.io.*;
import java.net.*;
import netprog.week04.echo.*;
class TcpLoginClient {
    static class End extends RuntimeException { }
    static int run(InetSocketAddress a, BufferedReader k, PrintStream p) throws IOException {
        try (Socket s = new Socket()) {
            s.connect(a);
            p.println(get(s));
            for (String t = ""; !t.contains("Welcome");) t = say(s, "id=" + ask(k, p, "ID : ") + " pass=" + ask(k, p, "Password : "), p);
            for (String c; !(c = ask(k, p, "(1) (2) (3) (4)\n")).equals("4");)
                if (c.matches("[123]")) say(s, c + " " + ask(k, p, "Input string : "), p);
            Frame.of("4").writeTo(s.getOutputStream());
        } catch (End e) {
        }
        return 0;
    }
    static String ask(BufferedReader k, PrintStream p, String t) throws IOException {
        p.print(t);
        String s = k.readLine();
        if (s == null) throw new End();
        return s;
    }
    static String say(Socket s, String t, PrintStream p) throws IOException {
        try {
            Frame.of(t).writeTo(s.getOutputStream());
        } catch (IllegalArgumentException e) {
            p.println("too long");
            return "";
        }
        p.println(t = get(s));
        return t;
    }
    static String get(Socket s) throws IOException {
        Frame f = Frame.readFrom(s.getInputStream());
        if (f == null) throw new IOException("closed");
        return f.text();
    }
}
