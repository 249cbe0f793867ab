package netprog.week04.login;
import java.io.*;
import java.net.*;
import java.util.*;
import netprog.week04.echo.*;
class UdpLoginServer {
    static void serve(DatagramSocket s, Authenticator u) throws IOException {
        Map m = new LinkedHashMap(99, 1, true) {
            protected boolean removeEldestEntry(Map.Entry e) { return size() > 9999; }
        };
        for (;;) {
            DatagramPacket p = new DatagramPacket(new byte[128], 128);
            s.receive(p);
            Frame f = Frame.from(p);
            Object a = p.getSocketAddress(), o[] = (Object[]) m.get(a);
            if (o != null && System.currentTimeMillis() - (Long) o[1] > 600000) m.remove(a);
            Object id = m.containsKey(a) ? o[0] : null;
            if (id != null) o[1] = System.currentTimeMillis();
            try {
                LoginRequest r = LoginRequest.parse(f.text());
                int i = u.authenticate(r).ordinal();
                if (i == 0) m.put(a, new Object[] {r.id(), System.currentTimeMillis()});
                f = Frame.of(new String[] {"200 Welcome " + r.id() + "!!\n", "401 Invalid ID\n", "402 Invalid Password\n"}[i]);
            } catch (IllegalArgumentException e) {
                if (id == null) f = Frame.of("403 Login Required\n");
                else if (CaseService.isEnd(f)) {
                    f = Frame.of("200 Goodbye " + id + "!!\n");
                    m.remove(a);
                } else f = CaseService.reply(f);
            }
            try { s.send(f.toPacket((SocketAddress) a)); } catch (IOException e) { }
        }
    }
}
